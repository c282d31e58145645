import { classNames } from './ui/class-names'

/** The first letter of a name on the brand’s color, as the icon in the browser’s tab. */
export function Mark({ name, className }: { name: string; className?: string }) {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '•'
  return (
    <span
      aria-hidden
      data-letter={letter}
      className={classNames(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md bg-primary font-semibold text-on-primary',
        'select-none before:content-[attr(data-letter)]',
        className,
      )}
    />
  )
}
