import { Prisma } from './generated/client'

/** Pieces of a raw query, for the few that are put together; values stay parameters. */
export const { sql, join, raw } = Prisma
export type Sql = Prisma.Sql
