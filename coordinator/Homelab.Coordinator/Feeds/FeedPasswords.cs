using Homelab.Files.Secrets;

namespace Homelab.Coordinator.Feeds;

/// <summary>Finds the password that a feed refers to, and says why where there is none.</summary>
public sealed class FeedPasswords(SecretStore secrets, ILogger<FeedPasswords> logger)
{
    /// <returns>Null where the secret cannot be had.</returns>
    public string? Of(string reference)
    {
        var found = secrets.Resolve(reference);
        if (found.Problem is { } problem)
        {
            logger.LogError("{Problem}", problem);
        }

        return found.Value;
    }
}
