using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Files.Diagnostics;

/// <summary>Every code that a file of Homelab can earn, in the order of the numbers; the documentation of errors is made from it.</summary>
public static class DiagnosticCatalogue
{
    public static ImmutableArray<(string Title, string Intro, ImmutableArray<FindingCode> Codes)> Groups { get; } =
    [
        ("Files and YAML", "Said of every file. After one of these the file may not have been read to its end.", SyntaxCodes.All),
        ("Keys and values", "Said of single fields of every file.", FieldCodes.All),
        ("The lab as a whole", "Said of `lab.yaml` when its fields have been read.", LabCodes.All),
        ("The lab beside what is", "Said by `homelab check`: what is said of the battery rests on the plan alone, the others need `--ask`, which asks each UPS of the file and a running coordinator of the lab.", CheckCodes.All),
        ("Secrets", "Said when a password is needed, not when the file is read.", SecretCodes.All),
        ("The programs' own files", "Said of `agent.yaml` and `coordinator.yaml`.", ProgramFileCodes.All),
    ];

    public static IEnumerable<FindingCode> All => Groups.SelectMany(group => group.Codes);
}
