import { Prisma } from './generated/client'

/** For the few raw queries that are composed; values stay parameters. */
export const { sql, join, raw } = Prisma
export type Sql = Prisma.Sql
