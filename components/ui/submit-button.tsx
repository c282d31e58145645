'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from './button'

export function SubmitButton({ variant = 'primary', name, value, ...props }: ButtonProps) {
  const status = useFormStatus()
  const isMine = name === undefined || status.data?.get(name) === String(value)
  return (
    <Button
      {...props}
      {...(name === undefined ? {} : { name, value })}
      type="submit"
      variant={variant}
      pending={status.pending && isMine}
      aria-disabled={status.pending || undefined}
    />
  )
}
