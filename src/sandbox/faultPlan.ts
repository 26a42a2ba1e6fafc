/** A fault on demand. Each part is independent; `times` says for how many requests (all, when absent). */
export interface SandboxFault {
  /** `patients`, `repository`, `registry`, `insi`; absent: any service. */
  service?: string | undefined;
  /** Waits before it reads the request. */
  slowMs?: number | undefined;
  /** Cuts the connection after that many bytes of the request: nothing is done. */
  dropRequestAfter?: number | undefined;
  /** Does the work, then cuts the connection after that many bytes of the answer. */
  dropAnswerAfter?: number | undefined;
  /** Takes the request and never answers. */
  hang?: boolean | undefined;
  soapFault?: { subcode?: string | undefined; reason: string } | undefined;
  /** Registry error of ITI-41/18/43, by its code. */
  registryError?: { code: string; context?: string | undefined } | undefined;
  /** INSi technical fault: siram code and its detail. */
  insiFault?: { siram: string; detail: string; reason?: string | undefined } | undefined;
  /** What WS_INS3 answers, whoever is asked about: a base that INSi no longer agrees with. */
  insiVerdict?: 'OK' | 'KO' | undefined;
  /** Which certificate the server shows from now on. */
  certificate?: 'good' | 'expired' | 'wrong-host' | undefined;
  times?: number | undefined;
}

/** The faults in force, oldest first. */
export class FaultPlan {
  private faults: SandboxFault[] = [];

  set(fault: SandboxFault): void {
    this.faults.push({ ...fault });
  }

  clear(): void {
    this.faults = [];
  }

  /** The fault that strikes this request, counted down. */
  strike(service: string): SandboxFault | null {
    const found = this.faults.find((f) => f.service === undefined || f.service === service);
    if (!found) return null;
    const struck = { ...found };
    if (found.times !== undefined) {
      found.times -= 1;
      if (found.times <= 0) this.faults.splice(this.faults.indexOf(found), 1);
    }
    return struck;
  }
}

/** One line of what the servers were asked. No trait, no matricule, no document. */
export interface JournalLine {
  at: string;
  service: string;
  action: string | null;
  /** `ok`, a fault's reason, a registry error's code, `dropped`, `hung`. */
  outcome: string;
}

export class RequestJournal {
  readonly lines: JournalLine[] = [];

  add(line: JournalLine): void {
    this.lines.push(line);
    if (this.lines.length > 10_000) this.lines.shift();
  }
}
