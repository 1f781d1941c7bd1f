using System.Collections.Immutable;
using Homelab.Domain.Lab;
using static Homelab.Domain.Lab.FindingSeverity;

namespace Homelab.Files.Diagnostics;

/// <summary>Why a secret cannot be had.</summary>
internal static class SecretCodes
{
    public static readonly FindingCode Missing = new("HL0601", Error, "the secret does not exist",
        "A reference `secret:NAME` means the file NAME in systemd's credentials directory (`$CREDENTIALS_DIRECTORY`, systemd.exec(5)) or in the secrets directory.");

    public static readonly FindingCode TooOpen = new("HL0602", Error, "others may read the secret",
        "A file in the secrets directory belongs to the program's user alone, with mode 0600 or 0400.");

    public static readonly FindingCode Unusable = new("HL0603", Error, "the secret cannot be used",
        "A secret is one line of text, at most 4 KiB, in a regular file that the program's user can read.");

    public static ImmutableArray<FindingCode> All { get; } = [Missing, TooOpen, Unusable];
}
