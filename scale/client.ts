/** One process of a fleet. */
export interface Client {
  /** Writes a line. */
  log(): void
}
