import type { LucideIcon } from 'lucide-react'
import type { ButtonProps } from '@/components/ui/button'

export interface ActionLook {
  label: string
  icon: LucideIcon
  /** An icon, in the row of a table. */
  isCompact: boolean
}

export function actionLook({ label, icon: Icon, isCompact }: ActionLook): ButtonProps {
  const picture = <Icon aria-hidden strokeWidth={1.75} />
  if (isCompact)
    return { variant: 'ghost', size: 'compact', 'aria-label': label, title: label, children: picture }
  return {
    variant: 'secondary',
    children: (
      <>
        {picture}
        {label}
      </>
    ),
  }
}

/** What a form in a row answers floats below it, so that the row keeps its height, until it loses the focus. */
export const floatingAnswer = [
  'relative *:data-form-answer:absolute *:data-form-answer:top-full *:data-form-answer:right-0 *:data-form-answer:z-10',
  '*:data-form-answer:w-72 *:data-form-answer:bg-background *:data-form-answer:text-left *:data-form-answer:shadow-float',
  '*:data-form-answer:not-focus:hidden noscript:*:data-form-answer:flex!',
].join(' ')
