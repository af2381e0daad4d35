/** The frame of the sign-in and sign-up pages. */
import { Box, Paper, Stack, Text, Title } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { usePageTitle } from "../../components/Page";
import { Logo } from "../../shell/Logo";

interface AuthFrameProps {
  title: string;
  text?: string | undefined;
  onSubmit: () => void;
  children: ReactNode;
  footer?: ReactNode;
}

export function AuthFrame({ title, text, onSubmit, children, footer }: AuthFrameProps) {
  const heading = usePageTitle(title);
  function submit(event: FormEvent): void {
    event.preventDefault();
    onSubmit();
  }
  return (
    <Box
      component="main"
      id="main"
      tabIndex={-1}
      mih="100dvh"
      p="md"
      style={{ display: "grid", placeItems: "center" }}
    >
      <Box w="100%" maw={400}>
        <Box mb="lg" ta="center">
          <Logo size={28} />
        </Box>
        <Paper
          className="ly-surface"
          p={{ base: "lg", sm: 32 }}
          style={{ boxShadow: "var(--ly-shadow)" }}
        >
          <form onSubmit={submit} noValidate>
            <Stack gap="md">
              <div>
                <Title order={1} ref={heading} tabIndex={-1}>
                  {title}
                </Title>
                {text ? (
                  <Text c="dimmed" mt={4}>
                    {text}
                  </Text>
                ) : null}
              </div>
              {children}
            </Stack>
          </form>
        </Paper>
        {footer ? (
          <Text ta="center" mt="lg" c="dimmed" component="div">
            {footer}
          </Text>
        ) : null}
      </Box>
    </Box>
  );
}
