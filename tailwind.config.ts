import type { Config } from 'tailwindcss'

const line = { text: '1.5', heading: '1.25' }

export default {
  content: [],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      inherit: 'inherit',
      background: 'var(--background)',
      panel: 'var(--panel)',
      hover: 'var(--hover)',
      foreground: 'var(--foreground)',
      'muted-foreground': 'var(--muted-foreground)',
      border: 'var(--border)',
      input: 'var(--input)',
      primary: 'var(--primary)',
      'on-primary': 'var(--on-primary)',
      'primary-edge': 'var(--primary-edge)',
      'primary-hover': 'var(--primary-hover)',
      ring: 'var(--ring)',
      danger: 'var(--danger)',
      'on-danger': 'var(--on-danger)',
      success: 'var(--success)',
      warning: 'var(--warning)',
      backdrop: 'var(--backdrop)',
      'tint-1': 'var(--tint-1)',
      'tint-2': 'var(--tint-2)',
      'tint-3': 'var(--tint-3)',
      'tint-4': 'var(--tint-4)',
      'tint-5': 'var(--tint-5)',
      'tint-6': 'var(--tint-6)',
      'on-tint': 'var(--on-tint)',
    },
    fontFamily: {
      sans: ['var(--font-sans)', 'system-ui', 'sans-serif'],
      mono: ['var(--font-mono)', 'ui-monospace', 'monospace'],
    },
    fontSize: {
      xs: ['0.75rem', line.text],
      sm: ['0.8125rem', line.text],
      base: ['0.875rem', line.text],
      lg: ['1rem', line.text],
      xl: ['1.25rem', line.heading],
      '2xl': ['1.5rem', line.heading],
    },
    fontWeight: { normal: '400', medium: '500', semibold: '600' },
    borderRadius: { none: '0', sm: '4px', md: '8px', lg: '12px', full: '9999px' },
    boxShadow: { none: 'none', float: 'var(--shadow-float)' },
    // The focus ring appears at once, so it is no part of this.
    transitionProperty: {
      colors: 'color, background-color, border-color',
      transform: 'transform, translate, scale, rotate',
      opacity: 'opacity',
    },
    extend: {
      spacing: { control: 'var(--control)', gutter: 'var(--gutter)' },
      maxWidth: { content: '60rem', form: '35rem', card: '25rem', 'wide-card': '44rem' },
      letterSpacing: { heading: '-0.01em' },
      transitionDuration: { hover: '120ms', open: '160ms' },
    },
  },
} satisfies Config
