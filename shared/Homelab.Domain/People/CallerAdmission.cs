namespace Homelab.Domain.People;

/// <summary>Who may use an endpoint.</summary>
public enum Access
{
    /// <summary>Says nothing of the lab and changes nothing, or is how somebody proves who he is.</summary>
    Anyone,

    /// <summary>Agents, who prove by their certificates who they are, where they connect.</summary>
    Agent,

    Viewer,
    Operator,
    Admin,
}

/// <summary>How it stands with the users.</summary>
public enum AccountsStanding
{
    /// <summary>No admin yet: whoever has an account on the coordinator's machine commands.</summary>
    Open,

    /// <summary>Everybody is asked.</summary>
    Asked,

    /// <summary>Who the users are cannot be read, so nobody is one.</summary>
    Unreadable,
}

/// <param name="IsLoopback">The connection comes from the coordinator's machine.</param>
/// <param name="IsPrivate">Nobody on the way reads it: TLS, or loopback.</param>
/// <param name="ShowsSecret">A token or a session came with it, good or not.</param>
public sealed record CallerPlace(bool IsLoopback, bool IsPrivate, bool ShowsSecret);

/// <summary>Why a call is not answered.</summary>
/// <param name="IsUnknown">It is not known who calls, rather than that he may not.</param>
public sealed record CallerRefusal(bool IsUnknown, string Sentence);

/// <summary>Whether a call may go on.</summary>
public static class CallerAdmission
{
    /// <param name="isInsecure">The operator's <c>insecure: true</c>: whoever reaches the coordinator may read while there is no admin.</param>
    /// <returns>Null where it may.</returns>
    public static CallerRefusal? Judge(Access access, AccountsStanding standing, Caller? caller, CallerPlace place, bool isInsecure)
    {
        if (access is Access.Agent)
        {
            return null;
        }

        // Before there are users nothing at all is said beyond this machine, the page included, unless that was wanted.
        if (standing == AccountsStanding.Open)
        {
            return place.IsLoopback || (isInsecure && access is Access.Anyone or Access.Viewer)
                ? null
                : new(false, "This coordinator has no users yet, so it takes this from its own machine only. Make the first one there: homelab user add NAME --role admin");
        }

        if (access == Access.Anyone)
        {
            return null;
        }

        if (standing == AccountsStanding.Unreadable)
        {
            return new(false, "The coordinator cannot read who its users are, so nobody is let in; its log says why. Agents and the outage engine go on.");
        }

        if (place.ShowsSecret && !place.IsPrivate)
        {
            return new(true, "A password or a token is not taken over a connection that others can read. Use https, or ask on the coordinator's machine.");
        }

        if (caller is null)
        {
            return new(true, place.ShowsSecret
                ? "This token or session is not known here, or its time is over. Sign in again: homelab login"
                : "Say who you are: homelab login, or HOMELAB_TOKEN with a token of homelab token create.");
        }

        var needed = access switch
        {
            Access.Admin => UserRole.Admin,
            Access.Operator => UserRole.Operator,
            _ => UserRole.Viewer,
        };
        return caller.Role >= needed
            ? null
            : new(false, $"{caller.Name} ({caller.Means}) is {UserRoleWords.Of(caller.Role)}, and this takes {UserRoleWords.Of(needed)}.");
    }
}
