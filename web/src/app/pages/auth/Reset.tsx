/** Choosing a new password by a link that an administrator made. */
import { Alert, Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "../../components/states";
import { resetPassword } from "../../session";
import { AuthFrame } from "./AuthFrame";

const route = getRouteApi("/user/reset");

export function Reset() {
  const { t } = useTranslation();
  const router = useRouter();
  const { token } = route.useSearch();
  const [password, setPassword] = useState("");
  const choose = useMutation({
    mutationFn: () => resetPassword(password, token),
    onSuccess: () => void router.navigate({ to: "/" }),
  });
  return (
    <AuthFrame title={t("auth.reset")} onSubmit={() => choose.mutate()}>
      {choose.error ? <Alert color="red">{messageOf(choose.error)}</Alert> : null}
      <PasswordInput
        label={t("account.newPassword")}
        description={t("auth.passwordHelp")}
        autoComplete="new-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={choose.isPending} fullWidth>
        {t("account.changePassword")}
      </Button>
    </AuthFrame>
  );
}
