namespace Homelab.Nut;

/// <summary>Single answers and lists, checked for form.</summary>
public sealed partial class NutSession
{
    private const int MaxShownCharacters = 80;

    private const string PasswordVerb = "PASSWORD";

    /// <summary>In place of what a server said.</summary>
    private const string Repeated = "(not shown: it may repeat the password)";

    /// <summary>Sends a request and gives the words of its one-line answer.</summary>
    private Task<List<string>> RequestAsync(IReadOnlyList<string> request, CancellationToken cancel)
    {
        var name = Named(request);
        return BoundedAsync(
            name,
            async token =>
            {
                await _stream.WriteLineAsync(NutWords.Join(request), token).ConfigureAwait(false);
                return await AnswerAsync(name, token).ConfigureAwait(false);
            },
            cancel);
    }

    /// <summary>Sends <c>GET ...</c> and gives the words after the echo of its own words.</summary>
    private async Task<List<string>> GetAsync(IReadOnlyList<string> query, int values, CancellationToken cancel)
    {
        var words = await RequestAsync(["GET", .. query], cancel).ConfigureAwait(false);
        if (words.Count < query.Count + values || !StartsWith(words, query))
        {
            throw Garbage(Named(["GET", .. query]), string.Join(' ', words));
        }

        return words[query.Count..];
    }

    /// <summary>Sends <c>LIST ...</c> and gives each row's words after the echo of the query's. Rows of another shape are an error.</summary>
    private Task<List<List<string>>> ListAsync(IReadOnlyList<string> query, int values, CancellationToken cancel)
    {
        string[] request = ["LIST", .. query];
        var name = Named(request);
        return BoundedAsync(
            name,
            async token =>
            {
                await _stream.WriteLineAsync(NutWords.Join(request), token).ConfigureAwait(false);
                var begin = await AnswerAsync(name, token).ConfigureAwait(false);
                if (!StartsWith(begin, ["BEGIN", .. request]))
                {
                    throw Garbage(name, string.Join(' ', begin));
                }

                return await RowsAsync(name, query, values, token).ConfigureAwait(false);
            },
            cancel);
    }

    private async Task<List<List<string>>> RowsAsync(string name, IReadOnlyList<string> query, int values, CancellationToken cancel)
    {
        var rows = new List<List<string>>();
        var characters = 0;
        while (true)
        {
            var words = await AnswerAsync(name, cancel).ConfigureAwait(false);
            if (StartsWith(words, ["END", "LIST", .. query]))
            {
                return rows;
            }

            if (words.Count < query.Count + values || !StartsWith(words, query))
            {
                throw Garbage(name, string.Join(' ', words));
            }

            characters += words.Sum(word => word.Length);
            if (rows.Count == NutLimits.MaxRows || characters > NutLimits.MaxListBytes)
            {
                throw new NutProtocolException($"The NUT server {_endpoint} answers {name} with a list beyond all bounds.");
            }

            rows.Add(words[query.Count..]);
        }
    }

    private async Task<List<string>> AnswerAsync(string name, CancellationToken cancel)
    {
        var line = await _stream.ReadLineAsync(cancel).ConfigureAwait(false);
        if (!NutWords.TrySplit(line, out var words, out var problem))
        {
            throw new NutProtocolException($"The NUT server {_endpoint} answers {name} with a line that cannot be read: {problem}.");
        }

        if (words.Count == 0)
        {
            throw Garbage(name, line);
        }

        if (Same(words[0], "ERR"))
        {
            var code = NutErrorCodes.Parse(words.ElementAtOrDefault(1) ?? "");
            throw new NutRefusedException(code, code == NutErrorCode.Other && RepeatsPassword(name, string.Join(' ', words)) ? Repeated : Printable(words.ElementAtOrDefault(1) ?? ""), name);
        }

        return words;
    }

    private async Task ExpectOkAsync(IReadOnlyList<string> request, CancellationToken cancel)
    {
        var words = await RequestAsync(request, cancel).ConfigureAwait(false);
        if (!Same(words[0], "OK"))
        {
            throw Garbage(Named(request), string.Join(' ', words));
        }
    }

    private NutProtocolException Garbage(string name, string answer)
    {
        Break();
        return new NutProtocolException($"The NUT server {_endpoint} answers {name} with something else: \"{(RepeatsPassword(name, answer) ? Repeated : Printable(answer))}\".");
    }

    /// <summary>
    /// Whether what a server says may hold the password that it was given: then it is in no message. What it answers to the password itself is taken to, for it may be a part of it;
    /// elsewhere letters and digits decide, for its words are put together again here, and it may quote.
    /// </summary>
    private bool RepeatsPassword(string request, string said) =>
        request == PasswordVerb || (_endpoint.Password is { Length: > 0 } password && Core(said).Contains(Core(password), StringComparison.OrdinalIgnoreCase));

    private static string Core(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static string Printable(string text)
    {
        var printable = string.Concat(text.Take(MaxShownCharacters).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > MaxShownCharacters ? printable + "..." : printable;
    }

    /// <summary>The request for messages: never with a password in it.</summary>
    private static string Named(IReadOnlyList<string> request) =>
        Printable(Same(request[0], PasswordVerb) ? PasswordVerb : string.Join(' ', request));

    private static bool StartsWith(List<string> words, IReadOnlyList<string> expected) =>
        words.Count >= expected.Count && !expected.Where((word, index) => !Same(words[index], word)).Any();

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
