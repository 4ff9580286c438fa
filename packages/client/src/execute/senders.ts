import type {
  BatchGetDescription,
  BatchWriteDescription,
  TransactAllDescription,
  TransactDescription,
  TransactGetDescription,
} from "../operation/description.ts";
import { type BatchGetPlan, planBatchGet } from "../plan/batch/get.ts";
import { batchInput } from "../plan/batch/requests.ts";
import { planTransactAll, type TransactAllPlan } from "../plan/batch/transact-all.ts";
import { type BatchWritePlan, planBatchWrite } from "../plan/batch/write.ts";
import { explainBatch } from "../plan/explain/batch.ts";
import { explainTransaction } from "../plan/explain/transaction.ts";
import { planTransactGet, type TransactGetPlan } from "../plan/read/transact-get.ts";
import { planTransact, type TransactPlan } from "../plan/write/transact.ts";
import { transactInput } from "../plan/write/transact-request.ts";
import { sendBatchGet, sendBatchWrite, sendTransactAll } from "./execute-batch.ts";
import type { Sender } from "./sender.ts";
import { sendTransact, sendTransactGet } from "./transact.ts";

// One for each function that describes such an operation; a bundler takes those that are named.

export const transactSender: Sender<TransactDescription, TransactPlan> = {
  plan: (description, context, { write }) => planTransact(description, context, write),
  input: transactInput,
  explain: explainTransaction,
  send: sendTransact,
};

export const transactGetSender: Sender<TransactGetDescription, TransactGetPlan> = {
  plan: (description, context, { read }) => planTransactGet(description, context, read),
  input: (plan) => plan.input,
  explain: explainTransaction,
  send: sendTransactGet,
};

export const batchGetSender: Sender<BatchGetDescription, BatchGetPlan> = {
  plan: (description, context, { read }) => planBatchGet(description, context, read),
  input: batchInput,
  explain: explainBatch,
  send: sendBatchGet,
};

export const batchWriteSender: Sender<BatchWriteDescription, BatchWritePlan> = {
  plan: (description, context, { write }) => planBatchWrite(description, context, write),
  input: batchInput,
  explain: explainBatch,
  send: sendBatchWrite,
};

export const transactAllSender: Sender<TransactAllDescription, TransactAllPlan> = {
  plan: (description, context, { write }) => planTransactAll(description, context, write),
  input: batchInput,
  explain: explainBatch,
  send: sendTransactAll,
};
