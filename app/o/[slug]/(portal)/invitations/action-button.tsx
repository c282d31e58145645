import type { LucideIcon } from 'lucide-react'
import type { ButtonProps } from '@/components/ui/button'

interface ActionButton {
  label: string
  icon: LucideIcon
  /** An icon, in the row of a table. */
  isCompact: boolean
}

export function actionButton({ label, icon: Icon, isCompact }: ActionButton): ButtonProps {
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

/**
 * What a form in a row answers floats below it, so that the row keeps its height, until it loses the focus. Not
 * `hidden`: what is hidden cannot be focused.
 */
export const floatingAnswer = [
  'relative *:data-form-answer:absolute *:data-form-answer:top-full *:data-form-answer:right-0 *:data-form-answer:z-10',
  '*:data-form-answer:w-52 sm:*:data-form-answer:w-72 *:data-form-answer:bg-background *:data-form-answer:text-left *:data-form-answer:shadow-float',
  '*:data-form-answer:not-focus:pointer-events-none *:data-form-answer:not-focus:opacity-0',
  'noscript:*:data-form-answer:opacity-100!',
].join(' ')
