namespace Homelab.Agent.Orders;

/// <summary>The hook by which a machine waits for its power to go at the end of its stop (systemd-shutdown(8)).</summary>
internal static class LateHook
{
    /// <summary>systemd-shutdown runs only what is executable: a hook that is merely there would be passed over.</summary>
    public static bool IsRunnable(string path)
    {
        try
        {
            return File.Exists(path) && (new FileInfo(path).UnixFileMode & UnixFileMode.UserExecute) != 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
