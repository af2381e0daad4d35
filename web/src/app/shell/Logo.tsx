/** The mark and the name. */
import { useTranslation } from "react-i18next";

export function Logo({ size = 22 }: { size?: number }) {
  const { t } = useTranslation();
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      <Mark size={size} />
      <span
        className="ly-name"
        style={{ fontWeight: 680, fontSize: size * 0.77, letterSpacing: "-0.015em" }}
      >
        {t("app.name")}
      </span>
    </span>
  );
}

/** A tag whose hole is a region's corner. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path
        d="M3 6.5A3.5 3.5 0 0 1 6.5 3h6.6a3.5 3.5 0 0 1 2.5 1l4.9 5a3.5 3.5 0 0 1 0 5l-5.4 5.5a3.5 3.5 0 0 1-5 0l-6-6.1a3.5 3.5 0 0 1-1.1-2.5V6.5Z"
        fill="var(--ly-accent)"
      />
      <path
        d="M7 11V8.2C7 7.5 7.5 7 8.2 7H11"
        stroke="var(--ly-surface)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
