namespace Homelab.Domain.Trust;

/// <summary>
/// The URI by which a certificate says whom it stands for (subjectAltName, RFC 5280, 4.2.1.6), and the use that goes with it (extKeyUsage, 4.2.1.12).
/// </summary>
public static class RoleNames
{
    public const string Coordinator = "homelab://role/coordinator";

    /// <summary>id-kp-serverAuth.</summary>
    public const string CoordinatorUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>id-kp-clientAuth.</summary>
    public const string NodeUse = "1.3.6.1.5.5.7.3.2";

    private const string NodePrefix = "homelab://node/";

    public static string Of(string node) => NodePrefix + node;

    /// <summary>Null where it stands for no node.</summary>
    public static string? NodeOf(string role) => role.StartsWith(NodePrefix, StringComparison.Ordinal) && role.Length > NodePrefix.Length ? role[NodePrefix.Length..] : null;
}
