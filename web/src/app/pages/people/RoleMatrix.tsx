/** What each role may do, drawn as the matrix it is. */
import { Paper, Table, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Role } from "@/api/types";

const ROLES: Role[] = ["annotator", "reviewer", "manager", "administrator", "owner"];

/** The lowest role that may; everybody above may too. */
const ABILITIES = {
  annotate: "annotator",
  seeWork: "reviewer",
  bringData: "manager",
  makeProjects: "manager",
  settings: "manager",
  seePeople: "manager",
  everyProject: "administrator",
  changeRoles: "administrator",
} as const satisfies Record<string, Role>;

export function RoleMatrix() {
  const { t } = useTranslation();
  const abilities = Object.keys(ABILITIES) as (keyof typeof ABILITIES)[];
  return (
    <Paper className="ly-surface" style={{ overflowX: "auto" }}>
      <Table verticalSpacing="sm" horizontalSpacing="md" miw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th />
            {ROLES.map((role) => (
              <Table.Th key={role} ta="center">
                {t(`role.${role}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {abilities.map((ability) => (
            <Table.Tr key={ability}>
              <Table.Td>{t(`ability.${ability}`)}</Table.Td>
              {ROLES.map((role) => {
                const may = ROLES.indexOf(role) >= ROLES.indexOf(ABILITIES[ability]);
                return (
                  <Table.Td key={role} ta="center">
                    {may ? (
                      <IconCheck
                        size={18}
                        color="var(--ly-accent)"
                        role="img"
                        aria-label={t("people.may")}
                      />
                    ) : (
                      <Text c="dimmed" component="span" aria-label={t("people.mayNot")}>
                        –
                      </Text>
                    )}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" p="md">
        {t("people.matrixNote")}
      </Text>
    </Paper>
  );
}
