import { z } from 'zod'
import { findHexColor } from './color'

/** `#rrggbb` in lower case, or null if the field is empty. */
export const optionalHexColor = z.string().transform((text, context) => {
  if (text.trim() === '') return null
  const color = findHexColor(text)
  if (color === null)
    context.addIssue('Enter a color as # and six digits or letters from a to f, such as #2f5bc2.')
  return color
})
