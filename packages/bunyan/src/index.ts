export const placeholder: string = 'bunyan'
