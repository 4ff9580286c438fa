import { lt, repository } from "keywright";
import { Project } from "../model/project.ts";
import { NotFoundError } from "../not-found-error.ts";
import type { Workspace } from "../workspace.ts";

export interface NewProject {
  readonly projectId: string;
  readonly name: string;
  /** A project with up to some hundred writes a second needs 1; `growProject` later where it gets more. */
  readonly shards?: number;
}

export function openProject({ db }: Workspace, project: NewProject): Promise<Project> {
  return repository(db, Project).create(project);
}

export async function findProject({ db }: Workspace, projectId: string): Promise<Project> {
  const project = await repository(db, Project).get({ projectId }, { consistent: true });
  if (project === undefined) throw new NotFoundError("project");
  return project;
}

/**
 * Spreads what is written from now on over more partitions. Tasks that are there stay where they are, and are found: all
 * shards up to the last are read.
 *
 * @throws ConditionFailedError where the project has as many shards already
 */
export function growProject({ db }: Workspace, projectId: string, shards: number): Promise<Project> {
  return repository(db, Project).update({ projectId }, { shards }, { where: (project) => lt(project.shards, shards) });
}
