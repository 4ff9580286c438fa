import { randomUUID } from "node:crypto";
import { OutcomeUnknownError } from "../error/outcome-unknown-error.ts";
import { TransactionCanceledError } from "../error/transaction-canceled-error.ts";
import type { BatchOptions } from "../operation/batch-options.ts";
import { type Transaction, transactionLimits } from "../plan/batch/transact-all.ts";
import type { TransactPlan } from "../plan/write/transact.ts";
import { type Attempts, mayBeWritten } from "./attempts.ts";
import { type Batch, type BatchAnswer, sendBatch } from "./batch.ts";
import { none, type Runtime, type Subject } from "./runtime.ts";
import { attemptsOfTransaction, executeTransact } from "./transact.ts";

/** A transaction on its way: the same request, with the same token, each time that it is sent. */
interface Sent {
  readonly attempts: Attempts | undefined;
  readonly plan: TransactPlan;
}

/** The transactions of which nobody knows yet what became of them. */
export type SentTransactions = Map<Transaction, Sent>;

/** Sends transactions. Never rejects: see `sendBatch`. */
export function transactChunks(
  runtime: Runtime,
  subject: Subject,
  batch: Batch<Transaction>,
  sent: SentTransactions,
  options: BatchOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const send = async (transactions: readonly Transaction[]): Promise<BatchAnswer<Transaction>> => {
    const left: Transaction[] = [];
    for (const transaction of transactions) {
      const { attempts, plan } = sent.get(transaction) ?? {
        attempts: attemptsOfTransaction(transaction.plan),
        plan: { ...transaction.plan, token: transaction.plan.token ?? randomUUID() },
      };
      sent.set(transaction, { attempts, plan });
      const remember = (other: TransactPlan): void => void sent.set(transaction, { attempts, plan: other });
      try {
        await executeTransact(runtime, subject, plan, signal, attempts, remember);
        sent.delete(transaction);
      } catch (error) {
        const isCanceled = TransactionCanceledError.isInstance(error);
        // By its token it would have said so, had it been carried out before.
        if (isCanceled && !error.retryable) sent.delete(transaction);
        const passes = isCanceled ? error.retryable : OutcomeUnknownError.isInstance(error) && signal?.aborted !== true;
        if (!passes) throw error;
        batch.hindrance = error;
        left.push(transaction);
      }
    }
    return { unprocessed: left, capacity: none };
  };
  return sendBatch(batch, transactionLimits, send, options, signal);
}

/** The transactions that may be carried out. */
export function uncertainTransactions(sent: SentTransactions): ReadonlySet<Transaction> {
  return new Set(
    [...sent].flatMap(([transaction, { attempts }]) => (attempts && mayBeWritten(attempts) ? [transaction] : [])),
  );
}
