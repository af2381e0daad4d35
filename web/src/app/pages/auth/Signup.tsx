/** Sign-up; the first person of a fresh installation becomes its owner, and is told so. */
import { Alert, Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Empty, Loading, messageOf } from "../../components/states";
import { sessionQuery, signUp } from "../../session";
import { AuthFrame } from "./AuthFrame";

const route = getRouteApi("/user/signup");

export function Signup() {
  const { t } = useTranslation();
  const router = useRouter();
  const { token } = route.useSearch();
  const session = useQuery(sessionQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => signUp(email, password, token),
    onSuccess: () => void router.navigate({ to: "/" }),
  });
  if (!session.data) return <Loading />;
  const first = session.data.first_run;
  if (session.data.signup === "closed" && !first && token === undefined) {
    return (
      <Empty title={t("auth.closedTitle")} text={t("auth.closedText")}>
        <Button renderRoot={(props) => <Link to="/user/login" {...props} />}>
          {t("auth.signIn")}
        </Button>
      </Empty>
    );
  }
  const { error } = enter;
  const fields = error instanceof ApiError ? error : null;
  const general =
    error && !fields?.field("email") && !fields?.field("password") ? messageOf(error) : null;
  return (
    <AuthFrame
      title={first ? t("auth.welcome") : t("auth.signUp")}
      text={first ? t("auth.firstRun") : undefined}
      onSubmit={() => enter.mutate()}
      footer={
        first ? null : (
          <>
            {t("auth.haveAccount")}{" "}
            <Anchor underline="always" renderRoot={(props) => <Link to="/user/login" {...props} />}>
              {t("auth.signIn")}
            </Anchor>
          </>
        )
      }
    >
      {general ? <Alert color="red">{general}</Alert> : null}
      <TextInput
        label={t("auth.email")}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        value={email}
        error={fields?.field("email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("auth.password")}
        description={t("auth.passwordHelp")}
        name="password"
        autoComplete="new-password"
        value={password}
        error={fields?.field("password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={enter.isPending} fullWidth>
        {first ? t("auth.createOwner") : t("auth.createAccount")}
      </Button>
    </AuthFrame>
  );
}
