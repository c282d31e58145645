/** Auth0’s words for a text that is not of a format. */
export function notOfFormat(format: string): (issue: { input?: unknown }) => string {
  return ({ input }) =>
    `Object didn't pass validation for format ${format}: ${String(input).slice(0, 254).toWellFormed()}`
}
