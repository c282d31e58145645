import { sql } from '@/lib/db/sql'

const folder = '/pictures/'

/** Relative: each tenant serves its own, at any port. */
export function picturePath(id: string): string {
  return `${folder}${id}`
}

/** Of a row `u` of users. */
export const isUploadedPicture = sql`starts_with(coalesce(u.picture, ''), ${folder})`

export function isUploaded(picture: string | null): boolean {
  return picture?.startsWith(folder) ?? false
}
