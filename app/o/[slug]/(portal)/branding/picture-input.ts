import { z } from 'zod'
import type { PictureInput } from '@/lib/domain/branding/pictures'

/** Browsers send an empty file for a field without one. */
export const picture = z
  .unknown()
  .optional()
  .transform((value) => (value instanceof File && value.size > 0 ? value : null))

export async function pictureInput(file: File | null, removed: 'on' | undefined): Promise<PictureInput> {
  if (file) return new Uint8Array(await file.arrayBuffer())
  return removed ? 'remove' : 'keep'
}
