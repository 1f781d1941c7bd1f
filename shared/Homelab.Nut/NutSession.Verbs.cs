namespace Homelab.Nut;

/// <summary>The protocol's verbs.</summary>
public sealed partial class NutSession
{
    /// <summary>Free text that names the server.</summary>
    public async Task<string> VersionAsync(CancellationToken cancel) =>
        string.Join(' ', await RequestAsync(["VER"], cancel).ConfigureAwait(false));

    public async Task<IReadOnlyList<NutUps>> ListUpsAsync(CancellationToken cancel)
    {
        var rows = await ListAsync(["UPS"], 1, cancel).ConfigureAwait(false);
        return [.. rows.Select(row => new NutUps(row[0], row.Count > 1 ? row[1] : ""))];
    }

    /// <summary>All variables; a name given twice keeps its last value. Names ignore case.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ListVariablesAsync(string ups, CancellationToken cancel)
    {
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in await ListAsync(["VAR", ups], 1, cancel).ConfigureAwait(false))
        {
            variables[row[0]] = string.Join(' ', row.Skip(1));
        }

        return variables;
    }

    public async Task<string> GetVariableAsync(string ups, string variable, CancellationToken cancel) =>
        string.Join(' ', await GetAsync(["VAR", ups, variable], 0, cancel).ConfigureAwait(false));

    public async Task<IReadOnlyList<string>> ListCommandsAsync(string ups, CancellationToken cancel)
    {
        var rows = await ListAsync(["CMD", ups], 1, cancel).ConfigureAwait(false);
        return [.. rows.Select(row => row[0])];
    }

    /// <summary>Addresses of the clients that are logged in to this UPS.</summary>
    public async Task<IReadOnlyList<string>> ListClientsAsync(string ups, CancellationToken cancel)
    {
        var rows = await ListAsync(["CLIENT", ups], 1, cancel).ConfigureAwait(false);
        return [.. rows.Select(row => row[0])];
    }

    public async Task<int> CountLoginsAsync(string ups, CancellationToken cancel)
    {
        var words = await GetAsync(["NUMLOGINS", ups], 1, cancel).ConfigureAwait(false);
        return int.TryParse(words[0], out var count) ? count : throw Garbage($"GET NUMLOGINS {ups}", words[0]);
    }

    /// <summary>From now on commands and settings answer with an id under which their outcome can be asked for. Needs a user.</summary>
    public Task SetTrackingAsync(bool on, CancellationToken cancel) => ExpectOkAsync(["SET", "TRACKING", on ? "ON" : "OFF"], cancel);

    public async Task<NutTracking> GetTrackingAsync(string id, CancellationToken cancel)
    {
        try
        {
            var words = await RequestAsync(["GET", "TRACKING", id], cancel).ConfigureAwait(false);
            return Same(words[0], "PENDING") ? new NutTracking(NutTrackingState.Pending)
                : Same(words[0], "SUCCESS") ? new NutTracking(NutTrackingState.Success)
                : throw Garbage($"GET TRACKING {id}", string.Join(' ', words));
        }
        catch (NutRefusedException refusal)
        {
            return new NutTracking(NutTrackingState.Failed, refusal.Code);
        }
    }

    /// <summary>Runs an instant command, such as <c>shutdown.return</c>. Needs a user with that right.</summary>
    public Task<NutSubmission> RunCommandAsync(string ups, string command, string? parameter, CancellationToken cancel) =>
        SubmitAsync(parameter is null ? ["INSTCMD", ups, command] : ["INSTCMD", ups, command, parameter], cancel);

    public Task<NutSubmission> SetVariableAsync(string ups, string variable, string value, CancellationToken cancel) =>
        SubmitAsync(["SET", "VAR", ups, variable, value], cancel);

    /// <summary>
    /// Sets the forced shutdown flag. It latches: every client of this UPS goes down and only a restart of upsd takes it back.
    /// Needs a user with the FSD right.
    /// </summary>
    public Task ForceShutdownAsync(string ups, CancellationToken cancel) => ExpectOkAsync(["FSD", ups], cancel);

    /// <summary>
    /// Asks whether this user has a primary's rights, FSD among them: PRIMARY, or MASTER before NUT 2.8. It is upsd's check of the access level
    /// and does nothing else. Throws a <see cref="NutRefusedException"/> where it has not.
    /// </summary>
    public async Task CheckPrimaryAsync(string ups, CancellationToken cancel)
    {
        try
        {
            await ExpectOkAsync(["PRIMARY", ups], cancel).ConfigureAwait(false);
        }
        catch (NutRefusedException refusal) when (refusal.Code == NutErrorCode.UnknownCommand)
        {
            await ExpectOkAsync(["MASTER", ups], cancel).ConfigureAwait(false);
        }
    }

    private async Task<NutSubmission> SubmitAsync(IReadOnlyList<string> request, CancellationToken cancel)
    {
        var words = await RequestAsync(request, cancel).ConfigureAwait(false);
        if (!Same(words[0], "OK"))
        {
            throw Garbage(Named(request), string.Join(' ', words));
        }

        return new NutSubmission(words.Count > 2 && Same(words[1], "TRACKING") ? words[2] : null);
    }
}
