import type { ComponentProps } from 'react'

export function Mark(props: ComponentProps<'svg'>) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="none" aria-hidden {...props}>
      <path
        d="M5 21V9a7 7 0 0 1 14 0v12"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M12 6.5 16 9v9.5L12 21V6.5Z" fill="currentColor" />
      <path d="M2.5 21h19" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
