namespace Homelab.Domain.People;

/// <summary>What somebody may do; each may also what those before it may.</summary>
public enum UserRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Commands the lab: outage, power, drills, maintenance.</summary>
    Operator,

    /// <summary>Decides who belongs to the lab: users, enrolment, revocation.</summary>
    Admin,
}

public static class UserRoleWords
{
    public static string Of(UserRole role) => role switch
    {
        UserRole.Admin => "admin",
        UserRole.Operator => "operator",
        _ => "viewer",
    };

    /// <summary>Null where this is none.</summary>
    public static UserRole? Read(string? word) => word switch
    {
        "admin" => UserRole.Admin,
        "operator" => UserRole.Operator,
        "viewer" => UserRole.Viewer,
        _ => null,
    };
}
