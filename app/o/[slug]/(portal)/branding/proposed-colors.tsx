'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { dominantColors } from '@/lib/domain/branding/dominant-colors'

interface ProposedColorsProps {
  colors: string[]
  onChoose: (color: string) => void
}

export function ProposedColors({ colors, onChoose }: ProposedColorsProps) {
  if (colors.length === 0) return null
  return (
    <div className="needs-script flex flex-wrap items-center gap-2">
      <span className="text-sm text-muted-foreground">From your logo</span>
      {colors.map((color) => (
        <Button key={color} size="small" aria-label={`Use ${color}`} onClick={() => onChoose(color)}>
          <span aria-hidden className="size-4 rounded-sm border" style={{ background: color }} />
          {color}
        </Button>
      ))}
    </div>
  )
}

interface Logos {
  /** The URL of the one that the form shows. */
  logo: string | undefined
  savedLogo: string | undefined
  /** Of the saved one. */
  savedColors: string[]
}

/** The colors of a logo that is chosen but not saved yet are found in the browser. */
export function useProposedColors({ logo, savedLogo, savedColors }: Logos): string[] {
  const [found, setFound] = useState<{ logo: string; colors: string[] }>()
  useEffect(() => {
    if (logo === undefined || logo === savedLogo) return
    let isShown = true
    const show = (colors: string[]) => isShown && setFound({ logo, colors })
    // The server says what is wrong with a damaged picture.
    colorsOf(logo).then(show, () => show([]))
    return () => {
      isShown = false
    }
  }, [logo, savedLogo])
  if (logo === savedLogo) return savedColors
  return found !== undefined && found.logo === logo ? found.colors : []
}

const side = 64

/** As the server finds those of a saved logo. */
async function colorsOf(url: string): Promise<string[]> {
  const image = new Image()
  image.src = url
  await image.decode()
  const scale = side / Math.max(image.naturalWidth, image.naturalHeight)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return []
  context.imageSmoothingEnabled = false
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  return dominantColors(new Uint8Array(data.buffer))
}
