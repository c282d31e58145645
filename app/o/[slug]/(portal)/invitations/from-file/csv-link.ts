/** As the file is read. */
export const fileColumns = ['Email address', 'Name', 'Role']

const byteOrderMark = '\uFEFF'

/** For a download that the browser writes itself. */
export function csvLink(text: string): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(byteOrderMark + text)}`
}
