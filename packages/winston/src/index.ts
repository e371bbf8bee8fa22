export const placeholder: string = 'winston'
