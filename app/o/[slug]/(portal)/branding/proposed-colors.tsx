'use client'

import { Button } from '@/components/ui/button'

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
        <Button
          key={color}
          size="small"
          aria-label={`Use ${color}`}
          onClick={() => {
            onChoose(color)
          }}
        >
          <span aria-hidden className="size-4 rounded-sm border" style={{ background: color }} />
          {color}
        </Button>
      ))}
    </div>
  )
}
