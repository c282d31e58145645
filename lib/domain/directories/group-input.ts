import { z } from 'zod'

/** RFC 7643, section 4.2. */
export const directoryGroupInput = z.object({
  displayName: z.string().trim().min(1).max(200),
  externalId: z.string().max(254).nullish(),
  /** Ids of the directory’s users. */
  members: z
    .array(z.object({ value: z.string().max(100) }))
    .max(10_000)
    .default([]),
})
export type DirectoryGroupInput = z.infer<typeof directoryGroupInput>
