export function notOfFormat(format: string): (issue: { input?: unknown }) => string {
  return ({ input }) =>
    `Object didn't pass validation for format ${format}: ${String(input).slice(0, 254).toWellFormed()}`
}
