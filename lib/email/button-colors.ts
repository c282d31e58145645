import { wcagContrast } from 'culori'
import { defaultPrimary, findHexColor, onColor } from '@/lib/domain/branding/color'

interface ButtonColors {
  background: string
  text: string
  border: string
}

/** Black or white text, at least 4.5:1, and a grey border if the color does not stand out on white. */
export function buttonColors(primary: string): ButtonColors {
  const background = findHexColor(primary) ?? defaultPrimary
  return {
    background,
    text: onColor(background),
    border: wcagContrast(background, '#ffffff') >= 3 ? background : '#858a93',
  }
}
