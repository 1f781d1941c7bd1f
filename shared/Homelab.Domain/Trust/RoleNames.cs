namespace Homelab.Domain.Trust;

/// <summary>The URI by which a certificate says whom it stands for (subjectAltName, RFC 5280, 4.2.1.6).</summary>
public static class RoleNames
{
    public const string Coordinator = "homelab://role/coordinator";

    private const string NodePrefix = "homelab://node/";

    public static string Of(string node) => NodePrefix + node;

    /// <summary>Null where it stands for no node.</summary>
    public static string? NodeOf(string role) => role.StartsWith(NodePrefix, StringComparison.Ordinal) && role.Length > NodePrefix.Length ? role[NodePrefix.Length..] : null;
}
