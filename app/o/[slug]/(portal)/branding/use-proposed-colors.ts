'use client'

import { useEffect, useState } from 'react'
import { dominantColors } from '@/lib/domain/branding/dominant-colors'

interface Logos {
  /** The URL of the one that the form shows. */
  logo: string | undefined
  savedLogo: string | undefined
  /** Of the saved one. */
  savedColors: string[]
}

/** A logo that is only chosen is read in the browser. */
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

/** As the server finds them. */
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
