/** The frame of an ordinary page: document title, heading that takes the focus, actions, width. */
import { Box, Group, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface PageProps {
  title: string;
  /** Right of the heading. */
  actions?: ReactNode;
  width?: number;
  children: ReactNode;
}

export function Page({ title, actions, width = 1120, children }: PageProps) {
  const heading = usePageTitle(title);
  return (
    <Box maw={width} mx="auto" px={{ base: "md", sm: "lg" }} py={{ base: "md", sm: "lg" }} pb={64}>
      <Group justify="space-between" align="center" mb="lg" gap="md">
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {actions ? <Group gap="sm">{actions}</Group> : null}
      </Group>
      {children}
    </Box>
  );
}

/** Sets the document's title and moves the focus to the page's heading when the page is entered. */
export function usePageTitle(title: string) {
  const { t } = useTranslation();
  useDocumentTitle(t("app.documentTitle", { title }));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    if (active === null || active === document.body)
      heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
