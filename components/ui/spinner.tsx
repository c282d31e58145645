import { LoaderCircle } from 'lucide-react'
import { classNames } from './class-names'

export function Spinner({ className }: { className?: string }) {
  return (
    <LoaderCircle aria-hidden strokeWidth={1.75} className={classNames('size-4 animate-spin', className)} />
  )
}
