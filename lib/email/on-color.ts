import { wcagContrast } from 'culori'
import { findHexColor, onColour } from '@/lib/domain/branding/colour'
import { defaultPrimary } from '@/lib/domain/branding/default-primary'

interface ButtonColors {
  background: string
  text: string
  border: string
}

/** Black or white text, at least 4.5:1, and a grey border if the colour does not stand out on white. */
export function buttonColors(primary: string): ButtonColors {
  const background = findHexColor(primary) ?? defaultPrimary
  return {
    background,
    text: onColour(background),
    border: wcagContrast(background, '#ffffff') >= 3 ? background : '#858a93',
  }
}
