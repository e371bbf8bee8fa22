/** @param {string} origin of the receiver */
export const dsnOf = (origin) => origin.replace('://', '://public@') + '/1'
