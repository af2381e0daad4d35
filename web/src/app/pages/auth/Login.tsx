/** Sign-in. */
import { Alert, Anchor, Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { basePath } from "../../base";
import { messageOf } from "../../components/states";
import { sessionQuery, signIn, workbenchSignOn } from "../../session";
import { AuthFrame } from "./AuthFrame";

const route = getRouteApi("/user/login");

export function Login() {
  const { t } = useTranslation();
  const router = useRouter();
  const { next } = route.useSearch();
  const session = useQuery(sessionQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [remember, setRemember] = useState(true);
  const signOn = workbenchSignOn();
  const enter = useMutation({
    mutationFn: () => signIn(email, password, remember),
    onSuccess: () => router.history.push(basePath + insideOnly(next)),
  });
  return (
    <AuthFrame
      title={t("auth.signIn")}
      onSubmit={() => enter.mutate()}
      footer={
        session.data?.signup === "open" ? (
          <>
            {t("auth.noAccount")}{" "}
            <Anchor
              underline="always"
              renderRoot={(props) => <Link to="/user/signup" {...props} />}
            >
              {t("auth.signUp")}
            </Anchor>
          </>
        ) : null
      }
    >
      {enter.error ? <Alert color="red">{messageOf(enter.error)}</Alert> : null}
      <TextInput
        label={t("auth.email")}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("auth.password")}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Checkbox
        label={t("auth.remember")}
        checked={remember}
        onChange={(event) => setRemember(event.currentTarget.checked)}
      />
      <Button type="submit" loading={enter.isPending} fullWidth>
        {t("auth.signIn")}
      </Button>
      {signOn ? (
        <Button component="a" href={signOn} variant="default" fullWidth>
          {t("auth.workbench")}
        </Button>
      ) : null}
    </AuthFrame>
  );
}

/** A path of this app, or home: an address elsewhere in `next` is not followed. */
function insideOnly(next: string | undefined): string {
  return next?.startsWith("/") && !next.startsWith("//") ? next : "/";
}
