export const appTypes = ['native', 'spa', 'regular_web', 'non_interactive'] as const
export type AppType = (typeof appTypes)[number]
