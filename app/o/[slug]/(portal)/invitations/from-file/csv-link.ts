import { byteOrderMark } from '@/lib/http/csv'

/** In the order in which a file without a heading is read. */
export const fileColumns = ['Email address', 'Name', 'Role']

/** For a download that the browser writes itself. */
export function csvLink(text: string): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(byteOrderMark + text)}`
}
