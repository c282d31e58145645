'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { WithoutScript } from '@/components/ui/without-script'

interface NearestColorProps {
  nearest: string
  onChoose: (color: string) => void
}

export function NearestColor({ nearest, onChoose }: NearestColorProps) {
  return (
    <Notice
      tone="warning"
      title="Hard to read on this background"
      action={
        <>
          <Button
            className="needs-script"
            onClick={() => {
              onChoose(nearest)
            }}
          >
            <Swatch color={nearest} />
            Use {nearest}
          </Button>
          <WithoutScript>
            <SubmitButton variant="secondary" name="nearest" value={nearest}>
              Save with {nearest}
            </SubmitButton>
          </WithoutScript>
        </>
      }
    >
      The nearest readable color is {nearest}.
    </Notice>
  )
}

function Swatch({ color }: { color: string }) {
  return <span aria-hidden className="size-4 rounded-sm border" style={{ background: color }} />
}
