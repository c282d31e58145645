const steps = ['Set up', 'Test', 'Enable'] as const

/** Where the reader is. */
export function Steps({ current }: { current: (typeof steps)[number] }) {
  return (
    <ol aria-label="Steps" className="mb-8 flex flex-wrap gap-x-6 gap-y-2">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          className="text-muted-foreground aria-[current=step]:font-medium aria-[current=step]:text-foreground"
        >
          {index + 1}. {step}
        </li>
      ))}
    </ol>
  )
}
