import type { PolicyStatement } from "keywright";
import { documentOf, type IdentityPolicy } from "../document/policy.ts";

/** A service account of Kubernetes. */
export interface KubernetesSubject {
  readonly namespace: string;
  /** The name of the service account. */
  readonly serviceAccount: string;
}

export interface IrsaOptions extends KubernetesSubject {
  readonly account: string;
  /** The issuer of the cluster, with or without `https://`: `oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE`. */
  readonly oidcProvider: string;
  /** Default: `aws`. */
  readonly partition?: string;
}

/**
 * The trust policy of a role for one service account of an EKS cluster (IAM roles for service accounts): the cluster's OIDC
 * provider says who asks, and one namespace and name may. No request is made.
 *
 * @example
 * trustPolicyForIrsa({ account, oidcProvider, namespace: "shop", serviceAccount: "orders" });
 */
export function trustPolicyForIrsa({
  account,
  oidcProvider,
  namespace,
  serviceAccount,
  partition = "aws",
}: IrsaOptions): IdentityPolicy {
  const issuer = oidcProvider.replace(/^https:\/\//, "").replace(/\/$/, "");
  return documentOf([
    {
      Effect: "Allow",
      Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
        },
      },
    },
  ]);
}

export interface PodIdentityTrustOptions {
  /** Only these pods: by the tags that EKS gives their sessions. Without it, whatever an association in the account names. */
  readonly subject?: KubernetesSubject;
  readonly account?: string;
  /** The name of the cluster. */
  readonly cluster?: string;
}

/**
 * The trust policy of a role for EKS Pod Identity. Which pods get the role, an association says: see `podIdentityAssociation`;
 * `subject` and `cluster` hold for whoever may make associations, too. No request is made.
 *
 * @example
 * trustPolicyForPodIdentity({ account, cluster: "prod", subject: { namespace: "shop", serviceAccount: "orders" } });
 */
export function trustPolicyForPodIdentity({ subject, account, cluster }: PodIdentityTrustOptions = {}): IdentityPolicy {
  const equal = {
    ...(account !== undefined && { "aws:SourceAccount": account }),
    ...(cluster !== undefined && { "aws:RequestTag/eks-cluster-name": cluster }),
    ...(subject && {
      "aws:RequestTag/kubernetes-namespace": subject.namespace,
      "aws:RequestTag/kubernetes-service-account": subject.serviceAccount,
    }),
  };
  const statement: PolicyStatement = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    ...(Object.keys(equal).length > 0 && { Condition: { StringEquals: equal } }),
  };
  return documentOf([statement]);
}

/**
 * The trust policy of the role of a Lambda function. No request is made.
 *
 * @example
 * trustPolicyForLambda();
 */
export function trustPolicyForLambda(): IdentityPolicy {
  return documentOf([{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }]);
}
