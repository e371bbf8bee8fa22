export const placeholder: string = 'pino'
