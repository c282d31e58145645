export interface EmbeddedDatabase {
  port: number
  alone: boolean
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  /** Leaves the database; the last to leave stops it. */
  stop: () => Promise<void>
}

export function startDatabase(dataDir: string): Promise<EmbeddedDatabase>
export function stopIfUnused(dataDir: string): Promise<void>
